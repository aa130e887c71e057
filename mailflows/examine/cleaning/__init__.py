"""Files of our own before they leave: what they tell about whoever made them is taken out, or they stay."""
