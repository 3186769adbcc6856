import { describe, expect, test } from "vitest";
import { SID } from "../../../host/principals/well-known.js";
import * as subjects from "../../../host/questions/subject.js";

describe("a subject is known when Windows gives its name", () => {
  test.each([
    ["a well-known SID", subjects.principalSubject(SID.iusr), true],
    ["an account of the machine by its number", subjects.principalSubject("machine:500"), true],
    ["an account by name", subjects.principalSubject("local:deploy"), false],
    ["a right of Windows", subjects.rightSubject("SeDebugPrivilege"), true],
    ["a right that Windows does not have", subjects.rightSubject("SeContosoPrivilege"), false],
    ["a system folder in any case", subjects.objectSubject("C:\\Windows\\SYSTEM32"), true],
    ["a folder of the deployment", subjects.objectSubject("C:\\Contoso"), false],
    ["a virtual server by number", subjects.serverSubject("1"), true],
    ["a virtual server by a name", subjects.serverSubject("secret-server"), false],
    ["every mail domain", subjects.domainSubject("*"), true],
    ["a partner's mail domain", subjects.domainSubject("*.contoso.com"), false],
    ["a pool", subjects.nameSubject("Shop"), false],
  ])("%s", (_, subject, known) => {
    expect(subject.known).toBe(known);
  });

  test("names are folded as Windows compares them", () => {
    expect(subjects.nameSubject("Shop")).toEqual(subjects.nameSubject("SHOP"));
    expect(subjects.objectSubject("C:\\Temp")).toEqual(subjects.objectSubject("c:\\temp"));
  });
});
