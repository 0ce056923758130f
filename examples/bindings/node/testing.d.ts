// SPDX-License-Identifier: Apache-2.0
/** A record of the emulator's journal; the page on the emulator lists its members. */
export type Record = { [member: string]: any };

export interface Filters {
    kind?: 'session' | 'number' | 'profile' | 'directive';
    clientSessionId?: string;
    sessionId?: string;
    from?: string;
    to?: string;
    status?: number;
    after?: number;
    limit?: number;
    /** How long to wait, in milliseconds, until min records are there. */
    wait?: number;
    min?: number;
}

/** Skillcall's emulator for tests; the program skillcall has to be in the PATH. */
export class Emulator {
    static start(...flags: string[]): Promise<Emulator>;
    readonly url: string;
    readonly caFile: string | null;
    calls(filters?: Filters): Promise<Record[]>;
    setFault(scenario: string): Promise<void>;
    clear(): Promise<void>;
    stop(): Promise<void>;
}
