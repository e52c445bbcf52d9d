"""The demo shop and synthetic listings, made from the texts and photographs in demo/."""
