# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

require "json"
require "net/http"
require "tmpdir"

module Skillcall
  # Skillcall's emulator for tests; the program skillcall has to be in the PATH.
  #
  #   require "skillcall/emulator"
  #
  #   emulator = Skillcall::Emulator.start("--tls")
  #   access = Skillcall::Access.new(emulator.url, "any-token")
  #   Skillcall::Client.new(ca_file: emulator.ca_file).start(access, session)
  #   emulator.calls(kind: "session", wait: 1) # => [{ "number" => 1, "status" => 200, ... }]
  #   emulator.stop
  class Emulator
    # What clients have to trust if the emulator speaks TLS, else nil.
    attr_reader :url, :ca_file

    # Flags are those of `skillcall emulate`, for example "--tls" or "--phone=answer".
    def self.start(*flags)
      new(flags)
    end

    def initialize(flags)
      @directory = Dir.mktmpdir("skillcall")
      @ca_file = File.join(@directory, "ca.pem") if flags.include?("--tls")
      flags += ["--ca-out", @ca_file] if @ca_file
      @program = IO.popen(["skillcall", "emulate", "--port", "0", *flags])
      @url = @program.gets.to_s[/\Alistening on (.*)$/, 1]
      stop unless @url
    end

    # The records that match, oldest first. Filters: kind, client_session_id, session_id, from, to,
    # status, after, limit. With wait, in seconds, it waits until min of them are there.
    def calls(wait: 0, min: 1, **filters)
      query = { wait: (wait * 1000).round, min: min, **filters }.transform_keys do |name|
        name.to_s.gsub(/_(.)/) { $1.upcase }
      end
      ask("GET", "/calls?#{URI.encode_www_form(query)}", timeout: wait + 20)["calls"]
    end

    # The scenario for requests whose token names none, for example "throttled.first-1".
    def fault=(scenario)
      ask("PUT", "/fault", JSON.generate(fault: scenario))
    end

    # Drops all records, and the counters of faults.
    def clear
      ask("DELETE", "/calls")
    end

    # Ends the emulator; raises if it has failed.
    def stop
      Process.kill(:TERM, @program.pid)
      @program.close
      FileUtils.rm_rf(@directory)
      raise "the emulator failed: #{$?}" unless $?.success?
    end

    private

    def ask(method, path, body = nil, timeout: 20)
      uri = URI("#{url}/_emulator#{path}")
      http = Net::HTTP.new(uri.hostname, uri.port, nil)
      http.use_ssl = uri.scheme == "https"
      http.ca_file = ca_file
      http.read_timeout = timeout
      answer = http.send_request(method, uri.request_uri, body, "Content-Type" => "application/json")
      raise "the emulator answers #{answer.code}: #{answer.body}" if answer.code.to_i >= 400

      JSON.parse(answer.body) if answer.body
    end
  end

  # For Minitest: all tests that include this share one emulator, which speaks TLS and forgets
  # between them what it was asked.
  module EmulatorTest
    def self.emulator
      @emulator ||= Emulator.start("--tls").tap { |it| Minitest.after_run { it.stop } }
    end

    def emulator
      EmulatorTest.emulator
    end

    def before_setup
      super
      emulator.clear
      emulator.fault = "ok"
    end
  end
end
