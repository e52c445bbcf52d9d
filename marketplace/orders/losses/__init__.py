"""What the post lost or damaged: written off, claimed, and found again."""
