// SPDX-License-Identifier: GPL-2.0-or-later
// Usage: node tests/speedscope.js FOLDER FILE
//
// What speedscope makes of a file: a JSON array, for each of its profiles the name, the whole and
// what each frame has of its own. FOLDER holds the web page of speedscope's package, which has no
// other entrance to its importers: the page's script ends where it looks for a browser, and leaves
// its modules behind. Whatever speedscope complains of is an error here. It opens no connection.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const complaints = [];
const complain = (...words) => complaints.push(words.join(" "));
const console_ = { log() {}, info() {}, debug() {}, warn: complain, error: complain };
const page = vm.createContext({ console: console_, TextDecoder, URL, performance, setTimeout });
vm.runInContext("var window = globalThis, self = globalThis", page);

function source(folder, name) {
	const files = fs.readdirSync(folder).filter((file) => file.startsWith(name + ".") && file.endsWith(".js"));
	if (files.length !== 1) throw new Error(`${folder}: no script ${name}`);
	return fs.readFileSync(path.join(folder, files[0]), "utf8");
}

function importers(folder) {
	try {
		vm.runInContext(source(folder, "speedscope"), page);
	} catch (error) {
		if (error.name !== "TypeError" && error.name !== "ReferenceError") throw error;
	}
	vm.runInContext(source(folder, "import"), page);
	const modules = page.parcelRequire;
	const found = Object.keys(modules.modules).find((name) =>
		String(modules.modules[name][0]).includes("exports.importProfileGroupFromText="));
	return modules(found);
}

function shown(profile) {
	const own = {};
	profile.forEachFrame((frame) => {
		own[frame.name] = (own[frame.name] || 0) + frame.getSelfWeight();
	});
	return { name: profile.getName(), total: profile.getTotalWeight(), own };
}

async function main(folder, file) {
	const { importProfileGroupFromText } = importers(folder);
	const group = await importProfileGroupFromText(path.basename(file), fs.readFileSync(file, "utf8"));
	if (!group) complain("it is no profile");
	if (complaints.length) throw new Error(`speedscope: ${file}: ${complaints[0]} (${complaints.length} lines)`);
	console.log(JSON.stringify(group.profiles.map(shown)));
}

main(...process.argv.slice(2)).catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
