// Lighthouse's mobile measures of one address, as JSON: node measure.mjs ADDRESS PORT
// PORT is the debugging port of a running Chromium.
import lighthouse from "lighthouse";

const [address, port] = process.argv.slice(2);
const categories = ["performance", "accessibility", "best-practices"];
const { lhr } = await lighthouse(address, {
  port: Number(port),
  onlyCategories: categories,
  logLevel: "silent",
  throttling: {
    rttMs: 150, throughputKbps: 1638.4, cpuSlowdownMultiplier: 6,
    requestLatencyMs: 562.5, downloadThroughputKbps: 1474.56, uploadThroughputKbps: 675,
  },
});
const failed = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 1);
console.log(JSON.stringify({
  scores: Object.fromEntries(categories.map((name) => [name, Math.round(lhr.categories[name].score * 100)])),
  interactive: lhr.audits.interactive.numericValue,
  failed: failed.map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`),
}));
