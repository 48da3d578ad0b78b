import sys

from local.up import main

sys.exit(main())
