"""What it takes to put the functions on the platform: bundles, project.yml and their checks."""
