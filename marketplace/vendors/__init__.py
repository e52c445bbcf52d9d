"""Makers as vendors: application, requirements, eligibility, profile, suspension, members."""
