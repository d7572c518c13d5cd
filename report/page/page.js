// SPDX-License-Identifier: GPL-2.0-or-later
// The page's sections, each a table, most with a chart above it. All text goes in as text: whatever
// a document says, it cannot become markup. Nothing is fetched.
'use strict';

(() => {
	const data = JSON.parse(document.getElementById('data').textContent);
	const content = document.getElementById('content');
	const colours = ['#4e79a7', '#f28e2b', '#59a14f', '#b07aa1', '#e15759', '#76b7b2', '#edc948', '#9c755f', '#ff9da7', '#8c8c8c'];
	const charts = [];

	// ELEMENT: tag, properties, children that are elements or texts.
	function element(tag, properties, ...children) {
		const made = Object.assign(document.createElement(tag), properties);

		made.append(...children);
		return made;
	}

	const count = (value) => value.toLocaleString('en-US');
	const percent = (part) => `${(100 * part).toFixed(1)}%`;
	const benchmark = (id) => data.benchmarks.find((one) => one.id === id);
	const measured = (cell) => cell && cell.verdict === 'measured';
	const cellOf = (result, id) => result.cells.find((cell) => cell.benchmark === id);
	const labelOf = (at) => data.labels[at];
	const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

	// A table of rows; a cell is a text, or {text, name} for a class of its own.
	function table(caption, head, rows) {
		const cellOfRow = (value, at) => {
			if (at === 0)
				return element('th', {scope: 'row'}, value);
			return typeof value === 'object' ? element('td', {className: value.name}, value.text) : element('td', {}, value);
		};

		const isText = (at) => rows.some((row) => row[at] && row[at].name === 'text');

		return element('div', {className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: caption},
			element('table', {},
				element('caption', {}, caption),
				element('thead', {}, element('tr', {}, ...head.map((text, at) =>
					element('th', {scope: 'col', className: isText(at) ? 'text' : ''}, text)))),
				element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cellOfRow))))));
	}

	function section(id, title, ...children) {
		document.getElementById('sections').append(element('a', {href: `#${id}`}, title));
		content.append(element('section', {id}, element('h2', {}, title), ...children));
	}

	// Lines, text and the sides' names in the theme's colours.
	function scales(axis, stacked, unit) {
		const line = () => ({color: style('--line')});
		const ticks = (extra) => ({color: style('--ink'), ...extra});

		return axis === 'y' ?
			{x: {stacked, grid: line(), ticks: ticks({maxRotation: 0, autoSkipPadding: 12}), title: {display: true, text: unit, color: style('--faint')}},
				y: {stacked, grid: {display: false}, ticks: ticks({autoSkip: false})}} :
			{x: {stacked, grid: {display: false}, ticks: ticks({})},
				y: {stacked, grid: line(), ticks: ticks({}), title: {display: true, text: unit, color: style('--faint')}}};
	}

	function options(chart) {
		return {
			animation: false,
			indexAxis: chart.axis,
			maintainAspectRatio: false,
			scales: scales(chart.axis, chart.stacked, chart.unit),
			plugins: {legend: {display: chart.sets.length > 1, position: 'bottom', labels: {color: style('--ink'), boxWidth: 12}}},
		};
	}

	// A chart and its table: title, axis ('y': bars lie), stacked, unit, names of bars, sets {name, values}, table.
	function figure(chart) {
		const canvas = element('canvas', {role: 'img', ariaLabel: `${chart.title}: the table below it has the numbers`});
		const box = element('div', {className: 'canvas'}, canvas);
		const bars = chart.axis === 'y' ? chart.names.length * (chart.stacked ? 1 : chart.sets.length) : 8;

		box.style.height = `${110 + 30 * Math.max(2, bars)}px`;
		charts.push({chart, canvas});
		return element('figure', {}, element('figcaption', {}, chart.title), box, chart.table);
	}

	// What a name has in brackets gets a line of its own: on a phone there is no room beside it.
	const lines = (name) => name.replace(' (', '\n(').split('\n');

	function draw({chart, canvas}) {
		return new Chart(canvas, {
			type: 'bar',
			data: {
				labels: chart.names.map(lines),
				datasets: chart.sets.map((set, at) => ({label: set.name, data: set.values,
					backgroundColor: colours[(set.colour ?? at) % colours.length]})),
			},
			options: options(chart),
		});
	}

	// With no more digits than a clock's samples support, and its mark: `shown` has both.
	function headline(cell) {
		if (!cell)
			return '';
		if (!measured(cell))
			return cell.verdict === 'absent' ? cell.shown : {text: cell.shown, name: 'bad'};
		const share = cell.unit === 'instructions' && cell.distribution.share < 0.995 ? ` (${Math.floor(100 * cell.distribution.share)}%)` : '';

		return cell.shown + share;
	}

	// Of a real machine, whose identifier is the same on each, a property.
	const architectureOf = (result) => result.target.id.includes('/') ? result.target.id.split('/')[0] : result.target.properties.architecture || '';
	const architectures = () => [...new Set(data.results.map(architectureOf))];
	const shown = () => data.benchmarks.filter((one) => data.results.some((result) => cellOf(result, one.id)));

	function results(architecture) {
		return data.results.map((result, at) => ({result, at})).filter(({result}) => architectureOf(result) === architecture);
	}

	// Cells in another unit say so themselves.
	const unitOf = (result) => result.unit;

	// Columns, nearest machine first, and notes.
	const publishedBeside = (architecture) => Object.hasOwn(data.published, architecture) ?
		data.published[architecture] : {columns: [], notes: []};

	const remarks = (notes) => [...new Set(notes)].map((note) => element('p', {className: 'note'}, note));

	function table2(architecture) {
		const ours = results(architecture);
		const theirs = publishedBeside(architecture).columns;
		const head = ['benchmark', ...ours.map(({result, at}) => `${labelOf(at)}, ${unitOf(result)}`),
			...theirs.map((column) => `${column.name}, ${column.unit}`)];
		const rows = shown().map((one) => [one.id, ...ours.map(({result}) => headline(cellOf(result, one.id))),
			...theirs.map((column) => column.figures[one.id] ? count(column.figures[one.id]) : '')]);

		return table(`${architecture || 'unknown architecture'}: ours, and published ones`, head, rows);
	}

	function sectionTable2() {
		section('table-2', 'The microbenchmarks',
			element('p', {}, 'Instructions are what everybody executes between two markers of the guest, the most frequent count; its share where it is not all. ' +
				'The study\u2019s figures are cycles of its servers: beside instructions another unit, for their proportions.'),
			...architectures().map(table2),
			...remarks([...data.notes, ...architectures().flatMap((architecture) => publishedBeside(architecture).notes)]));
	}

	// Of one benchmark, in one unit: who executes what, system by system.
	function pathOf(one, unit) {
		const bars = data.results.map((result, at) => ({cell: cellOf(result, one.id), at}))
			.filter(({cell}) => measured(cell) && cell.unit === unit && cell.value > 1);
		const part = (cell, world) => (cell.segments || []).filter((segment) => segment.world === world).reduce((sum, segment) => sum + segment.value, 0);
		const worlds = data.worlds.filter((world) => bars.some(({cell}) => part(cell, world.id)));
		const sets = worlds.length ? worlds.map((world) => ({name: world.id, colour: data.worlds.indexOf(world), values: bars.map(({cell}) => part(cell, world.id))})) :
			[{name: unit, values: bars.map(({cell}) => cell.value)}];
		const title = `${one.id}: ${one.meaning}`;

		if (!bars.length)
			return null;
		return figure({
			title, axis: 'y', stacked: true, unit, sets,
			names: bars.map(({at}) => labelOf(at)),
			table: table(`${one.id}, ${unit}`, ['system', ...worlds.map((world) => world.id), worlds.length ? 'sum' : unit],
				bars.map(({cell, at}) => [labelOf(at), ...worlds.map((world) => count(part(cell, world.id))), cell.shown])),
		});
	}

	function sectionPaths() {
		const units = [...new Set(data.results.flatMap((result) => result.cells.map((cell) => cell.unit)))];
		const figures = units.flatMap((unit) => shown().map((one) => pathOf(one, unit))).filter(Boolean);

		if (figures.length)
			section('paths', 'Who spends it', element('div', {className: 'charts'}, ...figures));
	}

	// What makes up a window: the study's Table III, of any cell.
	function sectionClasses() {
		const bars = data.explanations;
		const keyOf = (part) => part.direction === 'none' ? part.class : `${part.class} ${part.direction}`;
		const sum = (explanation, key) => explanation.parts.filter((part) => keyOf(part) === key).reduce((total, part) => total + part.own, 0);
		const names = Object.fromEntries(data.classes.map((one) => [one.id, one.name]));
		const nameOf = (key) => key.replace(/^\S+/, (id) => names[id] || id);
		const keys = [...new Set(bars.flatMap((explanation) => explanation.parts.map(keyOf)))]
			.sort((a, b) => Math.max(...bars.map((bar) => sum(bar, b))) - Math.max(...bars.map((bar) => sum(bar, a))));
		const few = keys.slice(0, colours.length - 1);
		const rest = keys.slice(colours.length - 1);
		const sets = few.map((key) => ({name: nameOf(key), values: bars.map((bar) => sum(bar, key))}));

		if (!bars.length)
			return;
		if (rest.length)
			sets.push({name: 'other', values: bars.map((bar) => rest.reduce((total, key) => total + sum(bar, key), 0))});
		section('classes', 'What it is spent on',
			element('p', {}, 'Instructions by what they do, after the study\u2019s Table III; each bar adds up to the cell\u2019s number.'),
			figure({
				title: 'Instructions by class', axis: 'y', stacked: true, unit: 'instructions', sets,
				names: bars.map((bar) => bar.cell),
				table: table('Instructions by class', ['class', ...bars.map((bar) => bar.cell)],
					[...keys.map((key) => [nameOf(key), ...bars.map((bar) => count(sum(bar, key)))]),
						['sum', ...bars.map((bar) => count(bar.value))]]),
			}));
	}

	// All samples of the cell that is chosen; rare values far away are in the table.
	function distribution(cell, name) {
		const values = cell.distribution.values;
		const frequent = values.length <= 24 ? values : [...values].sort((a, b) => b[1] - a[1]).slice(0, 24).sort((a, b) => a[0] - b[0]);

		return figure({
			title: `${name}, ${cell.unit}: ${count(cell.distribution.samples)} samples` + (frequent === values ? '' : ', the 24 most frequent values'),
			axis: 'x', stacked: false, unit: 'samples',
			names: frequent.map(([value]) => count(value)),
			sets: [{name: 'samples', values: frequent.map(([, samples]) => samples)}],
			table: table(`${name}: samples by value`, [cell.unit, 'samples', 'share'],
				frequent.map(([value, samples]) => [count(value), count(samples), percent(samples / cell.distribution.samples)])),
		});
	}

	function sectionDistributions() {
		const cells = data.results.flatMap((result, at) => result.cells.filter((cell) => measured(cell) && cell.distribution.values.length > 1)
			.map((cell) => ({cell, name: `${labelOf(at)}/${cell.benchmark}`})));
		const place = element('div', {});
		const select = element('select', {id: 'distribution'}, ...cells.map(({name}, at) => element('option', {value: at}, name)));
		let current = null;

		if (!cells.length)
			return;
		function choose() {
			const {cell, name} = cells[select.value];

			if (current)
				charts.splice(charts.findIndex((one) => one === current), 1)[0].drawn.destroy();
			place.replaceChildren(distribution(cell, name));
			current = charts[charts.length - 1];
			if (document.body.dataset.drawn)
				current.drawn = draw(current);
		}
		select.addEventListener('change', choose);
		section('distributions', 'What varies',
			element('p', {}, 'A hypervisor varies by itself: a timer tick falls into a window, a list is empty or not. All samples of one cell: ',
				element('label', {htmlFor: 'distribution'}, 'cell '), select), place);
		choose();
	}

	// Results of one target that may be compared, beside each other, the first one being 100%.
	function variations(first) {
		const list = [first, ...data.changes.filter((pair) => pair.comparable && pair.from === first).map((pair) => pair.to)]
			.map((at) => ({result: data.results[at], at}));
		const common = shown().filter((one) => list.every(({result}) => measured(cellOf(result, one.id)) && cellOf(result, one.id).value > 0 &&
			cellOf(result, one.id).unit === cellOf(list[0].result, one.id).unit));
		const valueOf = (result, one) => cellOf(result, one.id).value;

		return !common.length ? [] : [figure({
			title: `${labelOf(first)} is 100%`, axis: 'y', stacked: false, unit: '% of the first',
			names: common.map((one) => one.id),
			sets: list.map(({result, at}) => ({name: labelOf(at), values: common.map((one) => 100 * valueOf(result, one) / valueOf(list[0].result, one))})),
			table: table(`${labelOf(first)} and others, ${unitOf(list[0].result)}`, ['benchmark', ...list.map(({at}) => labelOf(at))],
				common.map((one) => [one.id, ...list.map(({result}) => cellOf(result, one.id).shown)])),
		})];
	}

	function sectionVariations() {
		const figures = [...new Set(data.changes.filter((pair) => pair.comparable).map((pair) => pair.from))].flatMap(variations);

		if (figures.length)
			section('variations', 'Versions and runs', ...figures);
	}

	function changes(pair) {
		const known = pair.rows.filter((row) => 'percent' in row);
		const nameOf = {improved: 'good', regressed: 'bad', gone: 'bad', inconclusive: 'bad', incomparable: 'bad'};
		const rows = pair.rows.map((row) => [row.benchmark, row.old, row.now, row.difference, row.relative,
			{text: row.change, name: nameOf[row.change] || ''}, {text: row.reason, name: 'text'}]);
		const made = table(`${labelOf(pair.from)} to ${labelOf(pair.to)}`,
			['benchmark', 'before', 'now', 'difference', 'relative', 'verdict', 'why'], rows);

		return known.some((row) => row.percent) ? figure({
			title: `${labelOf(pair.from)} to ${labelOf(pair.to)}`, axis: 'y', stacked: false, unit: '% more or less',
			names: known.map((row) => row.benchmark), sets: [{name: 'change', values: known.map((row) => row.percent)}], table: made,
		}) : made;
	}

	function sectionChanges() {
		if (data.changes.length)
			section('changes', 'What changed', ...data.changes.map(changes), ...remarks(data.changes.flatMap((pair) => pair.notes)));
	}

	function sectionEnvironment() {
		section('environment', 'What ran', ...data.results.flatMap((result, at) => [
			element('h3', {}, labelOf(at)),
			table('Properties', ['property', 'value'], [['measured', {text: result.created, name: 'text'}],
				...Object.entries(result.target.properties).map(([name, value]) => [name, {text: value, name: 'text'}])]),
			table('Components', ['role', 'name', 'version', 'SHA-256'], result.environment.components.map((one) =>
				[one.role, ...[one.name, one.version, one.sha256].map((text) => ({text: text || '-', name: 'text'}))])),
		]));
	}

	function retheme() {
		for (const one of charts) {
			one.drawn.options = options(one.chart);
			one.drawn.update();
		}
	}

	const cells = data.results.flatMap((result) => result.cells);

	document.getElementById('summary').textContent = `${data.results.length} ${data.results.length === 1 ? 'system' : 'systems'}, ` +
		`${cells.filter(measured).length} of ${cells.length} cells measured.`;
	document.getElementById('footer').textContent = `worldswitch ${data.version}`;
	sectionTable2();
	sectionPaths();
	sectionClasses();
	sectionDistributions();
	sectionVariations();
	sectionChanges();
	sectionEnvironment();
	for (const one of charts)
		one.drawn = draw(one);
	document.body.dataset.drawn = charts.length;
	matchMedia('(prefers-color-scheme: dark)').addEventListener('change', retheme);
})();
