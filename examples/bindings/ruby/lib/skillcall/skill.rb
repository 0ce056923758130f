# frozen_string_literal: true

require "json"

module Skillcall
  PROFILES = { account: Native::NUMBERS[:PROFILE_ACCOUNT],
               person: Native::NUMBERS[:PROFILE_PERSON] }.freeze

  # Text that stands for itself inside SSML.
  def self.escape_ssml(plain)
    Native.written(:skill_response_escape_ssml, Native.given(plain))
  end

  # The two members of a profile as an E.164 number.
  def self.join_mobile_number(country_code, phone_number)
    Native.filled(Native::NUMBERS[:MOBILE_NUMBER_SIZE], :mobile_number_join,
                  Native.given(country_code), Native.given(phone_number))
  end

  # Where to place a call and with what right. Closing it wipes the token in the library.
  class Access < Owner
    def initialize(endpoint = nil, token = nil, trusted_host: nil, native: nil)
      native ||= Native.made(:access_new, nil, Native.given(endpoint), Native.given(token),
                             Native.given(trusted_host))
      super(native, :access_free)
    end

    def endpoint
      Native.access_endpoint(native)
    end

    # Nothing of the token.
    def inspect
      "#<#{self.class} #{endpoint}>"
    end
  end

  # A request of Alexa to a skill: JSON, or the hash that a Lambda function gets.
  class SkillRequest < Owner
    def initialize(request)
      data = Native.document(request)
      super(Native.made(:skill_request_from_json, nil, data, data.bytesize),
            :skill_request_free)
    end

    %i[type id intent_name locale device_id application_id user_id user_access_token person_id
       persistent_unit_id api_endpoint].each do |name|
      define_method(name) { Native.public_send("skill_request_#{name}", native) }
    end

    # A Time, or nil.
    def timestamp
      value = Native.skill_request_timestamp_ms(native)
      Time.at(value / 1000, value % 1000, :millisecond).utc unless value.negative?
    end

    # Whether it is as young as Alexa demands, and not a recorded one sent again.
    def fresh?(now = Time.now)
      age = Native.skill_request_age_ms(native, (now.to_r * 1000).round)
      age.abs <= Native::NUMBERS[:SKILL_REQUEST_TOLERANCE_MS]
    end

    # nil if the request belongs to no session.
    def new_session?
      { 1 => true, 0 => false }[Native.skill_request_is_new_session(native)]
    end

    # Raises unless the request is meant for the expected skill.
    def check_application_id(expected)
      Native.done(:skill_request_check_application_id, native, Native.given(expected))
    end

    # Where and with what right to place a call.
    def access(trusted_host: nil)
      Access.new(native: Native.made(:skill_request_access, native, Native.given(trusted_host)))
    end

    # The calling end: the user's number and the device.
    def originator(number)
      Participant.take(Native.made(:skill_request_originator, native, Native.given(number)))
    end
  end

  # What a skill answers. It ends the skill's session, as a call demands.
  class SkillResponse < Owner
    def initialize
      super(Native.made(:skill_response_new, nil), :skill_response_free)
    end

    # What Alexa says, as plain text.
    def say(announcement)
      Native.done(:skill_response_say, native, Native.given(announcement))
      self
    end

    # What Alexa says, as a speak element.
    def say_ssml(ssml)
      Native.done(:skill_response_say_ssml, native, Native.given(ssml))
      self
    end

    # A card that asks the user for the permission to read the mobile number.
    def ask_for_permission(profile = :account)
      Native.done(:skill_response_ask_for_permission, native, PROFILES.fetch(profile))
      self
    end

    def to_json(*)
      Native.made(:skill_response_json, native)
    end

    # What a Lambda function returns.
    def to_h
      JSON.parse(to_json)
    end
  end
end
