"""What every room stands on; imports nothing from above."""
