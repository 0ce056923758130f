module skillcall.invalid/skillcall

go 1.19
