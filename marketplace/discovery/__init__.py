"""Everything that reads across rooms for the public: lists, search, pages of pieces and makers."""
