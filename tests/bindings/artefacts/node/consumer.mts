// SPDX-License-Identifier: Apache-2.0
// A program for TypeScript that uses what the package offers; the same text is a module of either kind.
import { Access, Client, Session, SkillcallError, SkillRequest, participant } from 'skillcall';
import type { Observer, Outcome, Receipt } from 'skillcall';
import { Emulator } from 'skillcall/testing';

const outcomes: Outcome[] = [];
const observer: Observer = { callEnded: (event) => outcomes.push(event.outcome) };
const client = new Client({ observer, deadlineMs: 2000 });

export async function call(event: object, signal: AbortSignal): Promise<Receipt | string> {
    using request = new SkillRequest(event);
    const session = new Session([
        participant.phoneCaller('+12045551111', request.deviceId ?? ''),
        participant.phoneCallee('+16073331111'),
    ]);
    try {
        return await client.start(request.access(), session, { signal });
    } catch (error) {
        if (!(error instanceof SkillcallError)) throw error;
        return error.violations.map((one) => one.path).join() || `${error.outcome}: ${error.message}`;
    }
}

export async function test(): Promise<string | null> {
    const emulator = await Emulator.start('--tls');
    await using own = new Client();
    const receipt = await own.start(new Access(emulator.url, 'any-token'), Session.fromJson('{}'));
    // @ts-expect-error: it has no such member
    void receipt.placed;
    await emulator.stop();
    return receipt.sessionId;
}
