// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Calls and returns from the instructions alone. An exception is seen as a step to an address that
 * the instruction before does not lead to; it calls its handler. One that is taken right after a
 * jump, at the same level, looks like the jump: its handler then stands in the place of what it
 * interrupted, and no count is wrong.
 */
#include "analysis/call_stack.h"

static bool falls_through(const struct step *step)
{
	return step->to->world == step->from->world &&
	       step->to->address == step->from->address + step->from->size;
}

static struct frame *top(struct call_stack *stack)
{
	return &stack->frames[stack->depth - 1];
}

static void leave(struct call_stack *stack, const struct step *step, bool interrupted)
{
	struct frame *frame = top(stack);

	frame->interrupted = interrupted;
	frame->left[0] = step->from->address;
	frame->left[1] = step->from->address + step->from->size;
}

static bool goes_on(const struct frame *frame, const struct step *step)
{
	return frame->world == step->to->world &&
	       ((frame->interrupted && frame->left[0] == step->to->address) ||
		frame->left[1] == step->to->address);
}

/* Pops down to the frame that goes on; false where there is none. */
static bool pop_to(struct call_stack *stack, const struct step *step, bool beyond_exceptions)
{
	for (size_t depth = stack->depth - 1; depth > 0; depth--) {
		const struct frame *frame = &stack->frames[depth - 1];

		if (frame->interrupted && !beyond_exceptions)
			return false;
		if (goes_on(frame, step)) {
			stack->depth = depth;
			top(stack)->interrupted = false;
			return true;
		}
	}
	return false;
}

/* Pops everything above the exception that is being handled. */
static void pop_to_exception(struct call_stack *stack)
{
	do
		stack->depth--;
	while (stack->depth > 0 && !top(stack)->interrupted);
}

static enum move return_from_call(struct call_stack *stack, const struct step *step)
{
	if (pop_to(stack, step, false))
		return MOVE_BACK;
	if (step->inside)
		return MOVE_STAY;
	/* Nothing returns to the beginning of a function: it is jumped to by way of the stack, as
	 * x86's return trampolines do. */
	if (step->begins)
		return MOVE_REPLACE;
	pop_to_exception(stack);
	return MOVE_MEET;
}

/*
 * Not to where that level was left: to something else at that level, such as the vector of an
 * exception that was put into a guest, or to a level whose last call is not known.
 */
static enum move return_elsewhere(struct call_stack *stack, const struct step *step)
{
	for (size_t depth = stack->depth - 1; depth > 0; depth--)
		if (stack->frames[depth - 1].interrupted &&
		    stack->frames[depth - 1].world == step->to->world) {
			stack->depth = depth;
			return MOVE_ENTER;
		}
	pop_to_exception(stack);
	return MOVE_MEET;
}

static enum move return_from_exception(struct call_stack *stack, const struct step *step)
{
	return pop_to(stack, step, true) ? MOVE_BACK : return_elsewhere(stack, step);
}

enum move call_stack_step(struct call_stack *stack, const struct step *step)
{
	if (!step->from || !stack->depth)
		return MOVE_MEET;
	switch (step->flow) {
	case WS_FLOW_CALL:
		/* No call: x86's retpolines jump so, and fill the CPU's stack of returns. */
		if (step->inside)
			return MOVE_STAY;
		leave(stack, step, false);
		return MOVE_ENTER;
	case WS_FLOW_RETURN:
		return return_from_call(stack, step);
	case WS_FLOW_EXCEPTION_RETURN:
		/* What it returns to may be where it stands: VMRUN's exit is the next address. */
		return return_from_exception(stack, step);
	case WS_FLOW_JUMP:
		if (step->to->world == step->from->world)
			return step->same ? MOVE_STAY : MOVE_REPLACE;
		break;
	case WS_FLOW_NEXT:
	case WS_FLOW_TRAP:
		if (falls_through(step))
			return step->same ? MOVE_STAY : MOVE_REPLACE;
		break;
	}
	leave(stack, step, true);
	return MOVE_ENTER;
}
