"""Her own tables of pieces, in and out."""

from marketplace.web.access import ARTISAN
from marketplace.web.identity import my_vendor
from marketplace.web.imports.place import Place
from marketplace.web.imports.routes import offer
from marketplace.web.studio import bp

offer(bp, "", ARTISAN, lambda: Place("studio", my_vendor()))
