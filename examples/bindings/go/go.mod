// SPDX-License-Identifier: Apache-2.0
module github.com/skillcall/skillcall-go

go 1.19
