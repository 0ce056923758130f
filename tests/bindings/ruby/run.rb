# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# Runs all tests of the Ruby binding.
Dir[File.join(__dir__, "test_*.rb")].sort.each { |file| require file }
