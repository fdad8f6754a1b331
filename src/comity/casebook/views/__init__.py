"""The pages: each file one part of the work. The gate has asked the policy table before any of them runs."""
