'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  // What a row holds, by place; the page's writer puts them in this order.
  const UNIT = 0, ROLE = 1, TASK = 2, PATH = 3, START = 4, DUE = 5, KIND = 6, WORDS = 7, NOTICE = 8, PLACE = 9, MARKS = 10, DATES = 11;
  const PAGE = 100, LANES = 25, MOST_PRINTED = 5000, NARROW = 700;
  // Pixels that a dot takes; days that stand closer share one.
  const DOT = 18;
  const COLUMNS = [
    ['unit', '责任单位', row => row[UNIT] < 0 ? Infinity : row[UNIT]],
    ['role', '角色', row => row[ROLE]],
    ['task', '任务', row => row[TASK]],
    ['path', '项', (row, index) => index],
    ['due', '完成期限', row => row[DUE] || '~' + row[KIND]],
    ['words', '期限原文', row => row[WORDS]],
    ['notice', '通知', row => row[NOTICE]],
    ['place', '出处', (row, index) => index],
  ];
  const byId = id => document.getElementById(id);
  const state = { query: '', unit: '', role: '', kind: '', year: '', from: '', to: '', sort: '', down: false, page: 0, lanes: LANES };
  let shown = [], printing = false, haystacks = null, current = -1;

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  const unitName = row => row[UNIT] < 0 ? '未明确' : data.units[row[UNIT]];
  const days = row => row[DATES].length ? row[DATES] : row[DUE] ? [row[DUE].slice(0, 10)] : [];

  function haystack(index) {
    if (!haystacks) {
      haystacks = data.rows.map(row => {
        const notice = data.notices[row[NOTICE]];
        return [unitName(row), row[ROLE], row[TASK], row[PATH], row[DUE], row[KIND], row[WORDS], notice.number, notice.title, row[PLACE]].join('\n').toLowerCase();
      });
    }
    return haystacks[index];
  }

  function choose() {
    const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
    shown = [];
    data.rows.forEach((row, index) => {
      if (state.unit !== '' && String(row[UNIT]) !== state.unit) return;
      if (state.role && row[ROLE] !== state.role) return;
      if (state.kind && row[KIND] !== state.kind) return;
      if (state.year && !days(row).some(day => day.slice(0, 4) === state.year)) return;
      if (state.from && !days(row).some(day => day >= state.from && day <= state.to)) return;
      if (words.length && !words.every(word => haystack(index).includes(word))) return;
      shown.push(index);
    });
    const column = COLUMNS.find(column => column[0] === state.sort);
    if (column) {
      const keys = new Map(shown.map(index => [index, column[2](data.rows[index], index)]));
      const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b, 'zh') : a - b;
      const turn = state.down ? -1 : 1;
      // Infinity minus itself is no number: equal keys keep their order.
      shown.sort((a, b) => (turn * (keys.get(a) === keys.get(b) ? 0 : compare(keys.get(a), keys.get(b)))) || a - b);
    }
  }

  function drawCoverage() {
    const { tasks, withoutUnit, withoutDeadline, notices } = data.coverage;
    byId('scope').textContent = `${notices} 份通知，${tasks} 项任务，${data.rows.length} 行`;
    const figure = (label, count, warn) => {
      const box = element('div', undefined, warn ? 'figure warn' : 'figure');
      box.append(element('b', String(count)), label);
      if (warn) {
        const share = element('span', undefined, 'share'), bar = element('i');
        bar.style.width = `${tasks ? 100 * count / tasks : 0}%`;
        share.append(bar);
        box.append(share);
        box.title = tasks ? `占 ${(100 * count / tasks).toFixed(1)}%` : '';
      }
      return box;
    };
    byId('coverage').append(
      figure('任务', tasks), figure('责任单位', data.units.length),
      figure('没有责任单位', withoutUnit, true), figure('没有完成期限', withoutDeadline, true));
    const list = byId('gaps');
    if (!data.gaps.length) return;
    list.hidden = false;
    list.querySelector('summary').textContent = `没有责任单位或完成期限的任务（${data.gaps.length}）`;
    list.addEventListener('toggle', () => {
      const items = list.querySelector('ul');
      if (!list.open || items.childElementCount) return;
      data.gaps.forEach((gap, index) => {
        const item = element('li'), link = element('a', `${gap.path}${gap.task}`);
        link.href = `#gap-${index}`;
        const missing = [gap.unit ? '' : '责任单位', gap.deadline ? '' : '完成期限'].filter(Boolean).join('、');
        item.append(link, ` — 缺${missing}　`, element('span', data.notices[gap.notice].number || data.notices[gap.notice].title, 'kind'));
        items.append(item);
      });
    });
  }

  const time = day => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10));

  function ticks(first, last) {
    const start = new Date(first), months = (new Date(last).getUTCFullYear() - start.getUTCFullYear()) * 12 + new Date(last).getUTCMonth() - start.getUTCMonth() + 1;
    const most = innerWidth < NARROW ? 4 : 12;
    const step = [1, 2, 3, 6, 12, 24, 60, 120, 600].find(step => months / step <= most) || 1200;
    const from = (start.getUTCFullYear() * 12 + start.getUTCMonth()) - (start.getUTCFullYear() * 12 + start.getUTCMonth()) % step;
    const made = [];
    for (let month = from; ; month += step) {
      const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
      // The last stands at the end, where there is no room for words.
      const year = `${Math.floor(month / 12)}年`, name = `${month % 12 + 1}月`;
      made.push([at, at > last ? '' : step % 12 === 0 ? year : made.length ? (month % 12 ? name : year) : year + name]);
      if (at > last) return made;
    }
  }

  function drawTimeline() {
    const lanes = new Map();
    let first = Infinity, last = -Infinity;
    for (const index of shown) {
      const row = data.rows[index], key = row[UNIT] < 0 ? Infinity : row[UNIT];
      if (!lanes.has(key)) lanes.set(key, { row, days: new Map(), spans: new Map(), open: new Map() });
      const lane = lanes.get(key);
      for (const day of row[KIND] === '定期' ? [] : days(row)) {
        lane.days.set(day, (lane.days.get(day) || 0) + 1);
        const begin = row[START] && row[KIND] === '时段' ? row[START].slice(0, 10) : day;
        if (begin < day) lane.spans.set(begin + day, [begin, day]);
        first = Math.min(first, time(begin));
        last = Math.max(last, time(day));
      }
      if (!row[DUE] || row[KIND] === '定期') lane.open.set(row[KIND] || '无期限', (lane.open.get(row[KIND] || '无期限') || 0) + 1);
    }
    const timeline = byId('timeline');
    timeline.replaceChildren();
    timeline.hidden = !lanes.size;
    const axis = first <= last ? ticks(first, last) : [];
    const from = axis.length ? axis[0][0] : 0, length = axis.length ? axis[axis.length - 1][0] - from : 1;
    const percent = at => `${(100 * (at - from) / length).toFixed(3)}%`;
    const head = element('div', undefined, 'lane'), axisTrack = element('div', undefined, 'track axis');
    for (const [at, label] of axis) {
      const tick = element('span', label, 'tick');
      tick.style.left = percent(at);
      axisTrack.append(tick);
    }
    head.append(element('span', '责任单位'), axisTrack, element('span', '没有日期的', 'open'));
    timeline.append(head);
    const keys = [...lanes.keys()].sort((a, b) => a === b ? 0 : a - b);
    for (const key of keys.slice(0, printing ? MOST_PRINTED : state.lanes)) timeline.append(drawLane(lanes.get(key), axis, percent));
    const more = byId('more-units'), left = keys.length - state.lanes;
    more.hidden = left <= 0;
    more.textContent = `再显示 ${Math.min(left, 200)} 个单位（还有 ${left} 个）`;
  }

  const period = (from, to) => from === to ? from : `${from} 至 ${to}`;

  // About as many pixels as the timeline has beside its names.
  const trackWidth = () => innerWidth < NARROW ? innerWidth - 60 : Math.min(innerWidth, 1440) - 420;

  // Days in their order, those closer than `least` as one.
  function together(days, least) {
    const made = [];
    for (const [day, count] of days) {
      const last = made[made.length - 1];
      if (last && time(day) - (time(last.from) + time(last.to)) / 2 < least) {
        last.to = day;
        last.count += count;
      } else {
        made.push({ from: day, to: day, count });
      }
    }
    return made;
  }

  function drawLane(lane, axis, percent) {
    const drawn = element('div', undefined, 'lane'), track = element('div', undefined, 'track');
    const name = element('button', unitName(lane.row), 'name');
    name.type = 'button';
    name.title = name.textContent;
    if (lane.row[UNIT] < 0) name.classList.add('none');
    name.addEventListener('click', () => set({ unit: String(lane.row[UNIT]), from: '', to: '' }));
    for (const [at] of axis) {
      const tick = element('i', undefined, 'tick');
      tick.style.left = percent(at);
      track.append(tick);
    }
    for (const [begin, end] of lane.spans.values()) {
      const span = element('i', undefined, 'span');
      span.style.left = percent(time(begin));
      span.style.width = `calc(${percent(time(end))} - ${percent(time(begin))})`;
      track.append(span);
    }
    const least = DOT * (axis.length ? axis[axis.length - 1][0] - axis[0][0] : 0) / trackWidth();
    for (const { from, to, count } of together([...lane.days].sort(), least)) {
      const dot = element('button', count > 1 ? String(count) : '', 'dot');
      dot.type = 'button';
      dot.style.left = percent((time(from) + time(to)) / 2);
      dot.title = `${name.textContent} ${period(from, to)}：${count} 项`;
      dot.setAttribute('aria-label', dot.title);
      dot.addEventListener('click', () => set({ unit: String(lane.row[UNIT]), from, to }));
      track.append(dot);
    }
    const open = [...lane.open].map(([kind, count]) => `${kind} ${count}`).join('，');
    drawn.append(name, track, element('span', open, 'open'));
    return drawn;
  }

  function drawTable() {
    const pages = Math.max(1, Math.ceil(shown.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const part = printing ? shown.slice(0, MOST_PRINTED) : shown.slice(state.page * PAGE, (state.page + 1) * PAGE);
    const body = document.querySelector('#rows tbody');
    body.replaceChildren(...part.map(drawRow));
    const cut = printing && shown.length > MOST_PRINTED ? `（只打印前 ${MOST_PRINTED} 行）` : '';
    const day = state.from ? `，到期日 ${period(state.from, state.to)}` : '';
    byId('count').textContent = `共 ${shown.length} 行${shown.length < data.rows.length ? `（全部 ${data.rows.length} 行）` : ''}${day}${cut}`;
    byId('page').textContent = `第 ${state.page + 1} 页，共 ${pages} 页`;
    byId('previous').disabled = state.page === 0;
    byId('next').disabled = state.page >= pages - 1;
    byId('pager').hidden = pages === 1;
    byId('clear').hidden = !(state.query || state.unit || state.role || state.kind || state.year || state.from);
    document.querySelectorAll('#rows th').forEach((heading, index) => {
      const on = COLUMNS[index][0] === state.sort;
      heading.setAttribute('aria-sort', on ? (state.down ? 'descending' : 'ascending') : 'none');
    });
  }

  function drawRow(index) {
    const row = data.rows[index], notice = data.notices[row[NOTICE]], line = element('tr');
    line.id = `line-${index}`;
    if (index === current) line.className = 'current';
    const cell = (name, label, content) => {
      const made = element('td', undefined, name);
      made.dataset.label = label;
      const inner = element('span');
      inner.append(content);
      made.append(inner);
      line.append(made);
      return inner;
    };
    const unit = cell('unit', '责任单位', unitName(row));
    if (row[UNIT] < 0) unit.className = 'none';
    cell('role', '角色', row[ROLE]);
    cell('task', '任务', row[TASK]);
    cell('path', '项', row[PATH]);
    const due = cell('due', '完成期限', '');
    if (row[DUE] && row[KIND] !== '定期') due.append(row[KIND] === '时段' && row[START] && row[START] !== row[DUE] ? `${row[START]} 至 ${row[DUE]}` : row[DUE]);
    else due.append(element('span', row[KIND] || '未明确', row[KIND] ? 'kind' : 'none'));
    cell('words', '期限原文', row[WORDS]);
    cell('notice', '通知', [notice.number, notice.title].filter(Boolean).join(' '));
    const link = element('a', row[PLACE]);
    link.href = `#row-${index}`;
    cell('place', '出处', link);
    return line;
  }

  function draw() {
    choose();
    drawTimeline();
    drawTable();
  }

  function set(changes) {
    Object.assign(state, { page: 0 }, changes);
    for (const name of ['query', 'unit', 'role', 'kind', 'year']) byId(name).value = state[name];
    draw();
  }

  // The passage: the notice's text, its fields marked, the row's own more than the others.
  function drawPassage(notice, here, title, place) {
    byId('passage-title').textContent = title;
    byId('passage-source').textContent = [notice.number, notice.title, notice.issued, place].filter(Boolean).join('　');
    const text = byId('passage-text');
    text.replaceChildren();
    if (notice.text === null) {
      text.append(element('p', `台账太大，没有带上这份通知的正文；见 ${place}。`));
    }
    const isHere = mark => here.some(other => other[0] === mark[0] && other[1] === mark[1]);
    const marks = notice.marks.concat(here.filter(mark => !notice.marks.some(other => other[0] === mark[0] && other[1] === mark[1]))).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let at = 0, next = 0;
    for (const paragraph of (notice.text || '').split('\n')) {
      const end = at + paragraph.length, drawn = element('p');
      let done = at;
      while (next < marks.length && marks[next][0] < end) {
        const [from, to] = [Math.max(marks[next][0], done), Math.min(marks[next][1], end)];
        if (to > from) {
          drawn.append(notice.text.slice(done, from));
          drawn.append(element('mark', notice.text.slice(from, to), isHere(marks[next]) ? 'here' : ''));
          done = to;
        }
        if (marks[next][1] > end) break;
        next += 1;
      }
      drawn.append(notice.text.slice(done, end));
      if (drawn.textContent) text.append(drawn);
      at = end + 1;
    }
    const passage = byId('passage');
    passage.hidden = false;
    passage.focus({ preventScroll: true });
    const mark = text.querySelector('mark.here');
    if (mark) mark.scrollIntoView({ block: 'center' });
  }

  function follow() {
    const found = /^#(row|gap)-(\d+)$/.exec(location.hash), index = found ? +found[2] : -1;
    document.querySelectorAll('tr.current').forEach(line => line.classList.remove('current'));
    current = -1;
    if (found && found[1] === 'row' && data.rows[index]) {
      const row = data.rows[index];
      current = index;
      const line = byId(`line-${index}`);
      if (line) line.classList.add('current');
      drawPassage(data.notices[row[NOTICE]], row[MARKS], `${unitName(row)}：${row[TASK]}`, row[PLACE]);
    } else if (found && found[1] === 'gap' && data.gaps[index]) {
      const gap = data.gaps[index];
      drawPassage(data.notices[gap.notice], gap.marks, `${gap.path}${gap.task}`, data.notices[gap.notice].file);
    } else {
      byId('passage').hidden = true;
    }
  }

  function close() {
    // Going to no fragment would scroll to the top.
    history.pushState(null, '', location.pathname + location.search);
    const line = current >= 0 ? byId(`line-${current}`) : null;
    follow();
    if (line) line.querySelector('a').focus({ preventScroll: true });
  }

  function fill(id, values) {
    byId(id).replaceChildren(...[['', '全部'], ...values].map(([value, label]) => {
      const option = element('option', label);
      option.value = value;
      return option;
    }));
  }

  const distinct = values => [...new Set(values)].filter(Boolean).sort();
  const headings = document.querySelector('#rows thead tr');
  for (const [name, label] of COLUMNS) {
    const heading = element('th'), button = element('button', label);
    heading.scope = 'col';
    button.type = 'button';
    button.addEventListener('click', () => set({ down: state.sort === name && !state.down, sort: name }));
    heading.append(button);
    headings.append(heading);
  }
  const without = data.rows.some(row => row[UNIT] < 0) ? [['-1', '未明确']] : [];
  fill('unit', data.units.map((unit, index) => [String(index), unit]).concat(without));
  fill('role', distinct(data.rows.map(row => row[ROLE])).map(role => [role, role]));
  fill('kind', distinct(data.rows.map(row => row[KIND])).map(kind => [kind, kind]));
  fill('year', distinct(data.rows.flatMap(days).map(day => day.slice(0, 4))).map(year => [year, `${year}年`]));
  let waiting = 0;
  byId('query').addEventListener('input', event => {
    clearTimeout(waiting);
    const query = event.target.value;
    waiting = setTimeout(() => { state.query = query; state.page = 0; draw(); }, 120);
  });
  for (const name of ['unit', 'role', 'kind', 'year']) byId(name).addEventListener('change', event => set({ [name]: event.target.value, from: '', to: '' }));
  byId('filters').addEventListener('submit', event => event.preventDefault());
  byId('clear').addEventListener('click', () => set({ query: '', unit: '', role: '', kind: '', year: '', from: '', to: '' }));
  byId('more-units').addEventListener('click', () => { state.lanes += 200; drawTimeline(); });
  const turn = by => { state.page += by; drawTable(); byId('table-title').scrollIntoView(); };
  byId('previous').addEventListener('click', () => turn(-1));
  byId('next').addEventListener('click', () => turn(1));
  byId('close').addEventListener('click', close);
  addEventListener('keydown', event => { if (event.key === 'Escape' && !byId('passage').hidden) close(); });
  addEventListener('hashchange', follow);
  addEventListener('popstate', follow);
  addEventListener('beforeprint', () => { printing = true; drawTimeline(); drawTable(); });
  addEventListener('afterprint', () => { printing = false; drawTimeline(); drawTable(); });
  let width = innerWidth;
  addEventListener('resize', () => { if ((innerWidth < NARROW) !== (width < NARROW)) { width = innerWidth; drawTimeline(); } });
  drawCoverage();
  draw();
  follow();
})();
