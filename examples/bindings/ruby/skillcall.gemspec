# frozen_string_literal: true

Gem::Specification.new do |gem|
  gem.name = "skillcall"
  gem.version = "0.1.0"
  gem.summary = "Starts Alexa communication sessions (skill calls)"
  gem.authors = ["skillcall"]
  gem.license = "Apache-2.0"
  gem.required_ruby_version = ">= 3.0"
  gem.files = Dir["lib/**/*.rb", "lib/skillcall/skillcall_ffi.h", "README.md"]
end
