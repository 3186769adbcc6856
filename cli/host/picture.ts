import type { JudgedHost } from "../../policies/judged-host.js";
import { NOTHING_CONFIDENTIAL, Redactor } from "../../policies/redact.js";
import { withoutMount } from "../files/project-files.js";
import { administratorClaims } from "./administrators.js";
import { relayClaims } from "./relay.js";
import { anonymousClaims, poolClaims } from "./web.js";
import { acrossWorlds, type Path } from "./worlds.js";

/** What a host will be, as ways that can be drawn: plain data, in which nothing confidential is left. */
export interface HostPicture {
  readonly id: string;
  readonly initial: string;
  readonly questions: readonly PictureQuestion[];
}

export interface PictureQuestion {
  readonly title: string;
  readonly ways: readonly PictureWay[];
}

export interface PictureWay extends Path {
  /** Outcomes that it depends on; empty: always. */
  readonly when: readonly string[];
}

const QUESTIONS = [
  { title: "Who may relay mail", ask: relayClaims },
  { title: "Who is administrator, and through what", ask: administratorClaims },
  { title: "What the anonymous visitor is, by path", ask: anonymousClaims },
  { title: "What serves, and as whom", ask: poolClaims },
] as const;

export function picturesOf(hosts: readonly JudgedHost[]): HostPicture[] {
  return hosts.map((host): HostPicture => {
    const redactor = new Redactor(host.confidential ?? NOTHING_CONFIDENTIAL);
    const say = (text: string) => withoutMount(redactor.clean(text));
    const questions = QUESTIONS.map(({ title, ask }): PictureQuestion => {
      const { statements } = acrossWorlds(host.state, ask);
      const ways = statements.flatMap(({ path, when }): PictureWay[] =>
        path === undefined ? [] : [{ nodes: path.nodes.map(say), tone: path.tone, when: when.map(say) }],
      );
      return { title, ways };
    });
    return {
      id: host.id,
      initial: host.state.initial.name,
      questions: questions.filter(({ ways }) => ways.length > 0),
    };
  });
}
