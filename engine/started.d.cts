export declare function endStarted(leader: number, mark: string): void;
export declare function markChildren(mark: string): void;
