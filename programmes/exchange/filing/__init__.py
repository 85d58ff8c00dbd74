"""An approved gift list as the files that ask for its cards and books: D03-TS, D05-TS and the sheets of VNPT."""
