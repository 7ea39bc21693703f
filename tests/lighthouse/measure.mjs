// What Lighthouse finds at one address on a phone, as JSON: node measure.mjs ADDRESS PORT
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
const { audits } = lhr;
const items = (audit) => audits[audit].details?.items ?? [];
const path = (url) => new URL(url).pathname;
const failed = Object.values(audits).filter((audit) => audit.score !== null && audit.score < 1);
console.log(JSON.stringify({
  scores: Object.fromEntries(categories.map((name) => [name, Math.round(lhr.categories[name].score * 100)])),
  requests: items("network-requests").map((request) => ({
    host: new URL(request.url).host, path: path(request.url),
    type: request.resourceType, bytes: request.transferSize,
  })),
  blocking: items("render-blocking-insight").map((request) => path(request.url)),
  shift: audits["cumulative-layout-shift"].numericValue,
  ms: {
    first: audits["first-contentful-paint"].numericValue,
    largest: audits["largest-contentful-paint"].numericValue,
    usable: audits.interactive.numericValue,
    blocked: audits["total-blocking-time"].numericValue,
  },
  failed: failed.map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`),
}));
