"""The post: addresses, what a parcel costs, how it travels."""
