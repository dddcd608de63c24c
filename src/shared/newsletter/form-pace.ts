/** What is sent sooner after its form was opened was not written by a person. The form waits so long. */
export const shortestWritingInMs = 1500;
