// Lists recordings and plays them. Everything shown comes from /api as text; nothing is ever taken for HTML.

const list = document.getElementById('recordings');
const filter = document.getElementById('filter');
const older = document.getElementById('older');
const problem = document.getElementById('problem');
const refreshMillis = 4000;
const instants = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium' });
const entries = new Map();
let next = null;
let paged = false;

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

async function fetchJson(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? body.title ?? response.statusText);
  return body;
}

function query(cursor) {
  const wanted = new URLSearchParams([...new FormData(filter)].filter(([, value]) => value));
  wanted.set('limit', '50');
  if (cursor) wanted.set('cursor', cursor);
  return `/api/recordings?${wanted}`;
}

function clock(seconds) {
  if (seconds === undefined) return '';
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}.${Math.floor((seconds - whole) * 10)}`;
}

function losses(recording) {
  if (recording.state !== 'sealed') return recording.reason ?? '';
  const gaps = recording.gaps.length + (recording.unlistedGaps ?? 0);
  const count = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;
  return gaps || recording.lostPackets
    ? `${count(recording.lostPackets, 'packet')} lost, ${count(gaps, 'gap')}`
    : 'nothing lost';
}

function row(recording) {
  const [left, right] = [0, 1].map(channel => recording.parties.find(party => party.channel === channel)?.dn ?? '?');
  const who = element('span', 'who', element('b', 'left', left), ' with ', element('b', 'right', right));
  if (recording.ani) who.append(element('small', '', `${recording.ani} → ${recording.dnis}`));
  const clean = recording.state !== 'failed' && !recording.gaps.length && !recording.lostPackets;
  const button = element('button', 'row',
    element('span', 'when', instants.format(new Date(recording.start ?? recording.requested))), who,
    element('span', 'length', clock(recording.seconds)),
    element('span', clean ? 'loss' : 'loss some', losses(recording)),
    element('span', `state ${recording.state}`, recording.state));
  button.type = 'button';
  button.addEventListener('click', () => toggle(recording.id));
  return button;
}

async function draw(canvas, recording, audio) {
  const bytes = await (await fetch(recording.audio)).arrayBuffer();
  const sound = await new OfflineAudioContext(2, 1, 8000).decodeAudioData(bytes);
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  [canvas.width, canvas.height] = [width * scale, height * scale];
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel));
  const loudest = channels.map(samples => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0.01));
  for (const [channel, samples] of channels.entries()) {
    const middle = height * (channel + 0.5) / channels.length;
    const reach = (height / channels.length / 2 - 4) / Math.max(...loudest);
    const party = canvas.closest('.recording').querySelector(channel ? '.right' : '.left');
    pen.fillStyle = getComputedStyle(party).color;
    for (let x = 0; x < width; x++) {
      let peak = 0;
      const end = Math.floor((x + 1) * samples.length / width);
      for (let i = Math.floor(x * samples.length / width); i < end; i++) peak = Math.max(peak, Math.abs(samples[i]));
      pen.fillRect(x, middle - peak * reach - 0.5, 1, peak * reach * 2 + 1);
    }
  }
  canvas.addEventListener('click', event => {
    audio.currentTime = event.offsetX / canvas.clientWidth * sound.duration;
    audio.play();
  });
}

function facts(recording) {
  const shown = element('dl');
  const add = (name, value, mono) => value !== undefined && value !== null && value !== ''
    && shown.append(element('dt', '', name), element('dd', mono ? 'mono' : '', String(value)));
  add('Recording', recording.id, true);
  add('CallUUID', recording.callUuid, true);
  add('ConnID', recording.connId, true);
  add('Channels aligned within', recording.alignmentMs === undefined ? '' : `${recording.alignmentMs.toFixed(1)} ms`);
  for (const gap of recording.gaps)
    add('Gap', `${gap.cause}, channel ${gap.channel}, at ${clock(gap.start)} for ${gap.seconds.toFixed(3)} s`);
  for (const file of recording.files) add('File', file.name, true);
  for (const hash of recording.hashes) add(hash.algorithm, hash.value, true);
  add('History', recording.indications.map(told => `${told.by}: ${told.what}${told.reason ? ` (${told.reason})` : ''}`).join(' · '));
  return shown;
}

async function toggle(id) {
  const entry = entries.get(id);
  if (entry.details) {
    entry.details.remove();
    entry.details = null;
    history.replaceState(null, '', location.pathname);
    return;
  }
  history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  entry.details = element('div', 'details');
  entry.item.append(entry.details);
  const recording = await fetchJson(`/api/recordings/${encodeURIComponent(id)}`);
  if (recording.audio) {
    const audio = element('audio');
    Object.assign(audio, { controls: true, preload: 'metadata', src: recording.audio });
    const canvas = element('canvas', 'wave');
    entry.details.append(canvas, audio);
    draw(canvas, recording, audio).catch(() => canvas.remove());
  }
  entry.details.append(facts(recording));
}

function show(recording) {
  const text = JSON.stringify(recording);
  let entry = entries.get(recording.id);
  if (!entry) entries.set(recording.id, entry = { item: element('li', 'recording'), details: null });
  if (entry.text === text) return entry.item;
  entry.text = text;
  entry.item.replaceChildren(row(recording), ...(entry.details ? [entry.details] : []));
  return entry.item;
}

// Items already in the list are never moved: moving one would stop its audio.
function place(items) {
  items.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  if (!paged) while (list.children.length > items.length) list.lastChild.remove();
}

async function refresh() {
  try {
    const page = await fetchJson(query());
    place(page.items.map(show));
    if (!paged) next = page.next ?? null;
    const live = await fetchJson('/api/calls?state=answered&limit=50');
    const count = live.items.length + (live.next ? '+' : '');
    document.getElementById('calls').textContent = live.items.length ? `${count} in conversation now` : '';
    document.querySelector('.dot').classList.toggle('live', page.items.some(item => item.state === 'recording'));
    document.getElementById('empty').hidden = list.children.length > 0;
    problem.hidden = true;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
  older.hidden = !next;
}

older.addEventListener('click', async () => {
  const page = await fetchJson(query(next));
  paged = true;
  next = page.next ?? null;
  list.append(...page.items.map(show));
  older.hidden = !next;
});

filter.addEventListener('submit', event => event.preventDefault());
filter.addEventListener('input', () => {
  paged = false;
  refresh();
});

await refresh();
const linked = decodeURIComponent(location.hash.slice(1));
if (entries.has(linked)) await toggle(linked);
setInterval(refresh, refreshMillis);
