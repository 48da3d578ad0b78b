"""The one address of the local stack: the functions at /api, the site at /, local pages at /__local."""
