"""CPU a request, measured beside a bare Flask page in the same run: `python -m bench`."""
