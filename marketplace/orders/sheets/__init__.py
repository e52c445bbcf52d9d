"""What papers say about orders: plain content in one language, taken once and then sealed."""
