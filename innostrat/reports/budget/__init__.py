"""A plan as the budget sees it: measures by service area, and from opening budget to new frame."""
