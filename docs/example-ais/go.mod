module example-ais

go 1.26
