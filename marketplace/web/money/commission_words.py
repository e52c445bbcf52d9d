"""What a row of the office's shares is for, in words."""

from marketplace.kernel.text import N_

CHANNELS = {"web": N_("on the site"), "desk": N_("at the desk")}
