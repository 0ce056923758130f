// SPDX-License-Identifier: Apache-2.0
module skillcall.invalid/skillcall

go 1.19
