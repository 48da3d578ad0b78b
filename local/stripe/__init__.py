"""A small faithful double of Stripe for this machine: its API, its webhooks and its browser script.

It refuses what Stripe refuses, and any parameter that Stripe's own library doesn't type, so code that
works here was not written against a fantasy. What Stripe can do and this can't is refused as well, with
the code `not_in_the_local_stripe`. Everything under /_control belongs to the double alone.
"""
