"""HTTP: one package an audience, one module a resource."""
