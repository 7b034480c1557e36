"""What several community rooms share; knows none of them."""
