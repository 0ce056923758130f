# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

module Skillcall
  # The service has accepted the call. This does not mean that the phone rang. elapsed is in
  # seconds.
  Receipt = Struct.new(:session_id, :client_session_id, :request_id, :attempts, :elapsed)

  # A call or a lookup in flight. Keep it: one that is closed or collected is cancelled.
  class Call < Shared
    SLICE = 0.1 # how long Ctrl-C and Thread#kill have to wait for a thread that waits

    def initialize(native, &read)
      super(native, :call_free, :call_cancel)
      @read = read
    end

    def ended?
      entered { |call| Native.call_status(call) != Native::NUMBERS[:E_PENDING] }
    end

    # :none before its end, and for a lookup.
    def outcome
      entered { |call| Native.outcome_name(Native.call_outcome(call)).to_sym }
    end

    # Cancels the call. Afterwards #result has its outcome.
    def cancel
      entered { |call| Native.call_cancel(call) }
    end

    # Waits for its end; returns the receipt or what was found, or raises: PendingError if the timeout
    # (in seconds) comes first.
    def result(timeout = Float::INFINITY)
      entered do |call|
        status = wait(call, timeout)
        raise failure(call, status) unless status == Native::NUMBERS[:OK]

        @read.call(call)
      end
    end

    private

    # Waits in slices. Without an error object, so that the outcome is reported even when out of
    # memory.
    def wait(call, timeout)
      loop do
        slice = [timeout, SLICE].min
        timeout -= slice
        status = Native.call_wait(call, (slice * 1000).round, nil)
        return status unless status == Native::NUMBERS[:E_PENDING] && timeout.positive?
      end
    end

    def failure(call, status)
      error = Native.call_error(call)
      error.null? ? Error.of(status) : Error.read(error)
    end
  end

  # Serves all users and all threads of a program: endpoint and token come with each call. While a
  # thread waits, the others run. Times are in seconds.
  class Client < Shared
    LEVELS = %i[none error info debug].freeze
    SECONDS = ->(seconds) { [Native.milliseconds(seconds)] }
    SAME = ->(value) { [value] }
    HTTP_VERSIONS = { "1.1" => Native::NUMBERS[:HTTP_1_1], "2" => Native::NUMBERS[:HTTP_2] }.freeze
    TEXT = ->(text) { [Native.given(text)] }
    SETTERS = {
      deadline: [:client_options_set_deadline_ms, SECONDS],
      connect_timeout: [:client_options_set_connect_timeout_ms, SECONDS],
      max_attempts: [:client_options_set_max_attempts, SAME],
      backoff: [:client_options_set_backoff_ms, ->(pauses) { pauses.map { |s| (s * 1000).round } }],
      max_connections: [:client_options_set_max_connections, SAME],
      max_calls: [:client_options_set_max_calls, SAME],
      ca_file: [:client_options_set_ca_file, TEXT],
      ca_path: [:client_options_set_ca_path, TEXT],
      ca_data: [:client_options_set_ca_blob, ->(pem) { [pem, pem.bytesize] }],
      proxy: [:client_options_set_proxy, TEXT],
      http_version: [:client_options_set_http_version, ->(name) { [HTTP_VERSIONS.fetch(name, -1)] }],
      user_agent: [:client_options_set_user_agent, TEXT]
    }.freeze

    # What a call ended with.
    RECEIPT = lambda do |call|
      receipt = Native.call_receipt(call)
      Receipt.new(Native.receipt_session_id(receipt), Native.receipt_client_session_id(receipt),
                  Native.receipt_request_id(receipt), Native.receipt_attempts(receipt),
                  Native.receipt_elapsed_ms(receipt) / 1000.0)
    end
    FOUND = ->(call) { Native.call_found(call) }

    # Options: those of SETTERS; log (called with a level and a line), log_level; observer, an object
    # with any of the methods call_started, attempt_started, attempt_ended, call_ended, which get an
    # Event; transport.
    def initialize(log: nil, log_level: :info, observer: nil, transport: nil, **settings)
      log &&= Client.log_callback(log)
      events = observer && Event.callbacks(observer)
      bridge = transport && Bridge.new(transport)
      hooks = { client_options_set_log: log && [log, nil, LEVELS.index(log_level) || -1],
                client_options_set_observer: events && [Native.table(events)],
                client_options_set_transport: bridge && [bridge.table] }.compact
      super(Client.make(settings, hooks), :client_free, :client_wake, [log, events, bridge])
      @calls = ObjectSpace::WeakMap.new
      @lock = Mutex.new
    end

    def self.make(settings, hooks)
      options = Native.made(:client_options_new, nil)
      settings.each do |name, value|
        setter, values = SETTERS.fetch(name) { raise ::ArgumentError, "no such option: #{name}" }
        Native.done(setter, options, *values.call(value))
      end
      hooks.each { |setter, arguments| Native.done(setter, options, *arguments) }
      Native.made(:client_new, nil, options)
    ensure
      Native.client_options_free(options)
    end

    def self.log_callback(log)
      type = [Fiddle::TYPE_VOID, [Fiddle::TYPE_VOIDP, Fiddle::TYPE_INT32_T, Fiddle::TYPE_VOIDP]]
      Native.callback("log", type) do |level, message|
        log.call(LEVELS[level] || level, message.to_s.force_encoding(Encoding::UTF_8))
      end
    end

    # What a client does, in two forms. One waits for the end and returns a value, at most until the
    # deadline. The other one, whose name begins with submit, returns a Call at once, which makes
    # progress while a thread waits for any call of this client, or drives.
    {
      # Places a call; returns a Receipt.
      start: [:submit, RECEIPT, ->(access, session) { [Native.behind(access, Access), Native.behind(session, Session)] }],
      # Calls a number from the device of a skill request; looks the user's number up unless it is
      # given. Returns a Receipt.
      call_phone: [:submit_call_phone, RECEIPT, lambda do |request, callee, caller: nil|
        [Native.behind(request, SkillRequest), Native.placing(callee), Native.placing(caller)]
      end],
      # Calls an extension from the room of a skill request; the Login-with-Amazon token is for
      # the lookup of the room's profile. Returns a Receipt.
      call_extension: [:submit_call_extension, RECEIPT, lambda do |request, extension, profile_token|
        [Native.behind(request, SkillRequest), Native.placing(extension), Native.placing(profile_token)]
      end],
      # The user's mobile number; profile is :account or :person.
      find_mobile_number: [:submit_mobile_number_lookup, FOUND, lambda do |access, profile: :account|
        [Native.behind(access, Access), PROFILES.fetch(profile)]
      end],
      # The communication profile id of a unit (a room).
      find_profile_id: [:submit_profile_id_lookup, FOUND, lambda do |access, unit_id|
        [Native.behind(access, Access), Native.given(unit_id)]
      end],
      # Creates the communication profile of a unit, or renames it; returns its id.
      create_profile: [:submit_profile_creation, FOUND, lambda do |access, unit_id, name: nil|
        [Native.behind(access, Access), Native.given(unit_id), Native.given(name)]
      end],
      # Makes Alexa say something, text or SSML, while the skill is still working on its answer; the
      # id is that of the skill request. Returns nil.
      send_progressive_response: [:submit_progressive_response, ->(_) {},
                                  lambda do |access, request_id, speech|
                                    [Native.behind(access, Access), Native.given(request_id), Native.given(speech)]
                                  end]
    }.each do |waiting, (submitting, read, arguments)|
      define_method(submitting) do |*given, deadline: nil, **named|
        what = [*arguments.call(*given, **named), deadline ? Native.milliseconds(deadline) : 0]
        pointer = entered { |client| Native.made(:"client_#{submitting}", client, *what) }
        call = Call.new(pointer, &read)
        @lock.synchronize { @calls[pointer.to_i] = call }
        call
      end

      define_method(waiting) do |*given, **named|
        call = public_send(submitting, *given, **named)
        call.result
      rescue StateError => e # in a callback, where no other thread drives
        raise e unless read == RECEIPT

        raise Error.of(Native::NUMBERS[:E_STATE], e.message, Native::NUMBERS[:OUTCOME_NOT_PLACED])
      ensure
        call&.close
      end
    end

    # Makes progress with all calls: returns when one has ended, after #wake, or when the timeout
    # has passed; nil for no timeout.
    def drive(timeout = nil)
      entered do |client|
        Native.done(:client_drive, client, timeout ? (timeout * 1000).round : -1)
      end
    end

    # Takes the calls that have ended, each once, in the order of their ends.
    def take_ended
      calls = []
      until (pointer = entered { |client| Native.client_take_ended(client) }).null?
        call = @lock.synchronize { @calls[pointer.to_i] }
        calls << call if call
      end
      calls
    end

    # An IO for event loops: when it is readable, drive(0) and #take_ended.
    def to_io
      @to_io ||= IO.for_fd(Native.checked(Native::DESCRIPTOR) do |error|
        entered { |client| Native.client_pollable_fd(client, error) }
      end, autoclose: false)
    end

    def close
      @to_io = nil # its descriptor may soon be another's
      super
    end

    # Makes every running #drive return, or else the next. Any thread may call this.
    def wake
      entered { |client| Native.client_wake(client) }
    end

    def calls_in_flight
      entered { |client| Native.client_calls_in_flight(client) }
    end
  end
end
