"""What the studio and the office share about a piece: its form, its rows, its photographs."""
