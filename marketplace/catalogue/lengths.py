"""How many characters a text of a piece may have, in either language, wherever it is written."""

TITLE = MATERIAL = TECHNIQUE = 200
CARE = 600
STORY = 3000
