"""A scan of the running product by wapiti: `make attack`. No part of the tests but its reader."""
