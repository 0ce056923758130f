module skillcall

go 1.19
