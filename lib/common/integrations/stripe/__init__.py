"""Stripe, hidden. `cards` keeps cards and needs Stripe's library; `webhooks` verifies events and doesn't."""
