// SPDX-License-Identifier: Apache-2.0
/** The name of a status, as skillcall_status_name() has it. */
export type Status =
    | 'argument'
    | 'no_memory'
    | 'state'
    | 'invalid'
    | 'malformed'
    | 'too_large'
    | 'endpoint'
    | 'token'
    | 'generator'
    | 'transport'
    | 'system'
    | 'unsupported'
    | 'busy'
    | 'forked'
    | 'pending'
    | 'timeout'
    | 'cancelled'
    | 'resolve'
    | 'connect'
    | 'tls'
    | 'network'
    | 'answer'
    | 'input_refused'
    | 'bad_token'
    | 'access_denied'
    | 'region'
    | 'throttled'
    | 'refused'
    | 'unavailable'
    | 'service'
    | 'absent'
    | 'mismatch';
export type Outcome = 'none' | 'placed' | 'not_placed' | 'unknown';
export type LogLevel = 'none' | 'error' | 'info' | 'debug';
export type Profile = 'account' | 'person';
export type Permission = 'not_asked' | 'granted' | 'denied';
export type Json = string | Buffer | object;

export interface Violation {
    /** A JSON Pointer into the request body. */
    path: string;
    code: string;
    message: string;
}

/** A failure. Its message explains what to do. */
export class SkillcallError extends Error {
    private constructor();
    readonly status: Status;
    readonly code: string;
    readonly outcome: Outcome;
    readonly violations: Violation[];
    readonly httpStatus: number;
    readonly serviceCode: string | null;
    readonly serviceMessage: string | null;
    readonly transportCode: number;
    readonly transportText: string | null;
    readonly attempts: number;
    readonly retryAfterMs: number | null;
    readonly requestId: string | null;
    readonly clientSessionId: string | null;
}

export interface Participant {
    type?: string | null;
    value?: string | null;
    endpointId?: string | null;
    providerId?: string | null;
    originator?: boolean | null;
}

export const participant: {
    phoneCaller(number: string, endpointId: string): Participant;
    phoneCallee(number: string): Participant;
    room(profileId: string, endpointId: string): Participant;
    extension(extension: string): Participant;
};

declare class Owner {
    /** Frees the object; a second time does nothing. */
    close(): void;
    [Symbol.dispose](): void;
}

export interface SessionOptions {
    /** A new random one unless it is given; null leaves it out. */
    clientSessionId?: string | null;
    /** Accepts types and providers that the library does not know. */
    allowUnknown?: boolean;
}

export class Session extends Owner {
    constructor(participants: Participant[], options?: SessionOptions);
    static fromJson(json: Json, options?: { allowUnknown?: boolean }): Session;
    readonly participants: Participant[];
    readonly clientSessionId: string | null;
    toJson(indent?: number): string;
}

export class Access extends Owner {
    constructor(endpoint: string, token: string, options?: { trustedHost?: string });
    readonly endpoint: string;
}

export interface Receipt {
    sessionId: string | null;
    clientSessionId: string | null;
    requestId: string | null;
    attempts: number;
    elapsedMs: number;
}

export interface Exchange {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body: Buffer | null;
    readonly remainingMs: number;
    readonly signal: AbortSignal;
    readonly answered: boolean;
    answer(
        httpStatus: number,
        headers: Iterable<[string, string]> | Record<string, string>,
        body: Buffer | string,
    ): void;
    fail(
        status: Status,
        options?: { maybeSent?: boolean; code?: number; text?: string | null },
    ): void;
}

export interface Transport {
    submit(exchange: Exchange): void | Promise<void>;
    close?(): void;
}

/** What has happened to a call: never a token, never a phone number. */
export interface Event {
    readonly callId: number;
    readonly method: string;
    readonly urlTemplate: string;
    readonly serverAddress: string;
    readonly serverPort: number;
    readonly attempt: number;
    readonly httpStatus: number;
    readonly status: Status | 'ok';
    readonly outcome: Outcome;
    readonly errorType: string | null;
    readonly bytesSent: number;
    readonly bytesReceived: number;
    readonly elapsedMs: number;
    readonly attemptElapsedMs: number;
    /** The time until the request is sent again, null if it is not. */
    readonly pauseMs: number | null;
    readonly clientSessionId: string | null;
    readonly sessionId: string | null;
    readonly requestId: string | null;
}

export interface Observer {
    callStarted?(event: Event): void;
    attemptStarted?(event: Event): void;
    attemptEnded?(event: Event): void;
    callEnded?(event: Event): void;
}

export interface ClientOptions {
    deadlineMs?: number;
    connectTimeoutMs?: number;
    maxAttempts?: number;
    backoffMs?: [base: number, cap: number];
    maxConnections?: number;
    maxCalls?: number;
    caFile?: string;
    caPath?: string;
    ca?: string | Buffer;
    proxy?: string;
    httpVersion?: '1.1' | '2';
    /** '' for no such header. */
    userAgent?: string;
    log?(level: LogLevel, line: string): void;
    logLevel?: LogLevel;
    observer?: Observer;
    transport?: Transport;
}

export interface CallOptions {
    deadlineMs?: number;
    signal?: AbortSignal;
}

export class Client {
    constructor(options?: ClientOptions);
    start(access: Access, session: Session, options?: CallOptions): Promise<Receipt>;
    findMobileNumber(
        access: Access,
        options?: CallOptions & { profile?: Profile },
    ): Promise<string>;
    findProfileId(access: Access, unitId: string, options?: CallOptions): Promise<string>;
    createProfile(
        access: Access,
        unitId: string,
        options?: CallOptions & { name?: string },
    ): Promise<string>;
    callPhone(
        request: SkillRequest,
        callee: string,
        options?: CallOptions & { caller?: string },
    ): Promise<Receipt>;
    callExtension(
        request: SkillRequest,
        extension: string,
        profileToken: string,
        options?: CallOptions,
    ): Promise<Receipt>;
    sendProgressiveResponse(
        access: Access,
        requestId: string,
        speech: string,
        options?: CallOptions,
    ): Promise<void>;
    readonly callsInFlight: number;
    /** Cancels what is in flight, waits for its end, and frees the client. */
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

export class SkillRequest extends Owner {
    constructor(request: Json);
    readonly type: string;
    readonly id: string | null;
    readonly intentName: string | null;
    readonly locale: string | null;
    readonly timestamp: string | null;
    readonly timestampMs: number | null;
    readonly isNewSession: boolean | null;
    readonly deviceId: string | null;
    readonly applicationId: string | null;
    readonly userId: string | null;
    readonly userAccessToken: string | null;
    readonly personId: string | null;
    readonly unitId: string | null;
    readonly persistentUnitId: string | null;
    readonly apiEndpoint: string | null;
    /** Of the document on the screen. */
    readonly aplToken: string | null;
    readonly isGrant: boolean;
    readonly grantType: string | null;
    /** A secret. */
    readonly grantCode: string | null;
    /** null without a timestamp. */
    isFresh(nowMs?: number): boolean | null;
    permission(scope: string): Permission;
    supportsInterface(name: string): boolean;
    checkApplicationId(expected: string): void;
    access(options?: { trustedHost?: string }): Access;
    originator(number: string): Participant;
}

export class SkillResponse extends Owner {
    constructor();
    /** What Alexa says, as plain text or as a speak element. */
    say(announcement: string): this;
    saySsml(ssml: string): this;
    /** What Alexa says if the user does not answer: the session stays open. */
    reprompt(announcement: string): this;
    repromptSsml(ssml: string): this;
    /** A card that asks the user for the permission to read the mobile number. */
    askForPermission(profile?: Profile): this;
    /** A card that asks the user to link an account. */
    linkAccount(): this;
    /** An object with a "type", after those that were added before. */
    addDirective(directive: Json): this;
    /** Finishes the APL document of this token, so that the screen shows the call. */
    finishApl(token: string): this;
    /** What comes back with the next request of the session. */
    setSessionAttributes(attributes: Json): this;
    /** Makes it the answer to a Grant, and nothing else. */
    acceptGrant(): this;
    toJSON(): object;
}

export function escapeSsml(plain: string): string;
export function joinMobileNumber(countryCode: string | null, phoneNumber: string | null): string;

export interface Leg {
    callId: string | null;
    from: string | null;
    to: string | null;
    skillClientId: string | null;
}

export class InboundCall extends Owner {
    constructor(event: Json);
    readonly eventType: string;
    readonly transactionId: string | null;
    readonly legs: Leg[];
    clientSessionId(leg?: number): string;
    checkSkillClientId(expected: string, leg?: number): void;
}

export function encodeUserToUser(clientSessionId: string): string;
export function decodeUserToUser(...values: string[]): string;
export function version(): string;
