// Bolt JS with its HTTP receiver, with so many listeners that only acknowledge. The listener that is called is the last one.
import bolt from "@slack/bolt";

const { env } = process;
const receiver = new bolt.HTTPReceiver({
  signingSecret: env.SLACK_SIGNING_SECRET,
  processBeforeResponse: true,
  endpoints: "/slack/events",
  logLevel: "error",
});
const app = new bolt.App({
  receiver,
  token: env.SLACK_BOT_TOKEN,
  processBeforeResponse: true,
  clientOptions: { slackApiUrl: env.SLACK_API_URL },
  logLevel: "error",
});
for (let number = 0; number < Number(env.LISTENERS) - 1; number += 1) {
  app.command(`/other-${number}`, async ({ ack }) => ack());
}
app.command("/calendar", async ({ ack }) => ack());
await receiver.start({ host: env.HOST, port: Number(env.PORT) });
