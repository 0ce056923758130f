# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

require "fileutils"

# The gem takes skillcall_ffi.h along: from lib/skillcall, or else from where skillcall is installed.
header = File.join(__dir__, "lib/skillcall/skillcall_ffi.h")
unless File.file?(header)
  installed = [ENV["SKILLCALL_FFI_HEADER"],
               *["/usr/local/include", "/usr/include", `pkg-config --variable=includedir skillcall 2>/dev/null`.strip]
                .map { |folder| File.join(folder, "skillcall/skillcall_ffi.h") }]
  place = installed.compact.find { |path| File.file?(path) } or
    raise "skillcall_ffi.h is missing: install the C library skillcall first, or name the file in " \
          "SKILLCALL_FFI_HEADER"
  FileUtils.cp(place, header)
end

version = %w[MAJOR MINOR PATCH].map { |part| File.read(header)[/VERSION_#{part} = (\d+)/, 1] }

Gem::Specification.new do |gem|
  gem.name = "skillcall"
  gem.version = version.join(".")
  # RubyGems before 3.3.22 would drop "gnu" from a string.
  platform = ENV["SKILLCALL_GEM_PLATFORM"]
  gem.platform = platform ? Gem::Platform.new(platform.split("-")) : Gem::Platform::RUBY
  gem.summary = "Starts Alexa communication sessions (skill calls)"
  gem.authors = ["skillcall"]
  gem.licenses = ENV.fetch("SKILLCALL_GEM_LICENCES", "Apache-2.0").split(" AND ")
  gem.required_ruby_version = ">= 3.0"
  gem.add_dependency "fiddle" # no part of Ruby itself from 3.5 on
  gem.files = Dir["lib/**/*.rb", "lib/skillcall/{skillcall_ffi.h,libskillcall.so.0}", "sig/*.rbs", "README.md",
                  "LICENSE", "licenses/*"]
end
