"""`/moderate launch`: the form of a launch, and the buttons of its plan and its card."""

from slack_bolt import BoltResponse

from bot.groups import invite_views
from bot.groups.review_views import number
from bot.launches import consent_views, form_views, views
from bot.launches.form_views import Form
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(form_views.CHOOSE, choose)
    on.submission(form_views.PLAN, save)
    on.action(form_views.MORE, more)
    on.action(consent_views.AGREE, agree)
    on.action(consent_views.REFUSE, refuse)
    on.action(views.CHANGE, change)
    on.action(views.TICK, tick)
    on.action(views.PAUSE, pause)
    on.action(views.GO_ON, go_on)
    on.action(views.BEGIN, begin)
    on.action(views.CALL_OFF, call_off)
    on.action(views.POST, post_now)
    on.action(views.LEAVE_OUT, leave_out)


async def ask(visit: Visit, command: Command) -> BoltResponse | None:
    """`/moderate launch`: the form, or first which group is meant."""
    found = await visit.services.launches.look(visit.member_id, command.channel_id)
    if not isinstance(found, Form):
        return private(*form_views.choice(found.words, found.groups))
    await visit.open(command.trigger_id, form_views.form(found))
    return None


async def choose(visit: Visit, action: Action) -> None:
    found = await visit.services.launches.form(visit.member_id, action.press.chosen)
    await visit.open(action.trigger_id, form_views.form(found))


async def more(visit: Visit, action: Action) -> None:
    """Room for more posts, in the form that is open: what was entered stays."""
    if action.view is not None:
        found = await visit.services.launches.form_again(visit.member_id, action.view.context())
        await visit.update(action.view.id, form_views.form(found))


async def save(visit: Visit, submission: Submission) -> BoltResponse:
    fields, context = submission.fields(), submission.view.context()
    files = fields.get(invite_views.FILE)
    typed = str(fields.get(invite_views.PEOPLE) or "")
    people = await visit.services.invitations.named(
        visit.member_id, typed, files if isinstance(files, list) else []
    )
    key = f"{submission.view.id}:{submission.view.hash}"
    viewer = await visit.services.launches.save(visit.member_id, context, fields, people, key)
    view = form_views.saved(viewer.words, str(context.get("channel")))
    return answer({"response_action": "update", "view": view})


async def change(visit: Visit, action: Action) -> None:
    found = await visit.services.launches.form_of(visit.member_id, number(action.press.value))
    await visit.open(action.trigger_id, form_views.form(found))


# What the buttons do is seen in the message, which is rewritten for all who follow the launch.


async def tick(visit: Visit, action: Action) -> None:
    launch, _mark, what = action.press.value.partition("|")
    await visit.services.launches.tick(visit.member_id, number(launch), what)


async def pause(visit: Visit, action: Action) -> None:
    await visit.services.launches.pause(visit.member_id, number(action.press.value))


async def go_on(visit: Visit, action: Action) -> None:
    await visit.services.launches.resume(visit.member_id, number(action.press.value))


async def begin(visit: Visit, action: Action) -> None:
    await visit.services.launches.begin(visit.member_id, number(action.press.value))


async def call_off(visit: Visit, action: Action) -> None:
    await visit.services.launches.call_off(visit.member_id, number(action.press.value))


async def post_now(visit: Visit, action: Action) -> None:
    await visit.services.launches.post_now(visit.member_id, number(action.press.value))


async def leave_out(visit: Visit, action: Action) -> None:
    await visit.services.launches.leave_out(visit.member_id, number(action.press.value))


async def agree(visit: Visit, action: Action) -> None:
    launch, _mark, about = action.press.value.partition("|")
    await visit.services.launches.agree(visit.member_id, number(launch), number(about))


async def refuse(visit: Visit, action: Action) -> None:
    launch, _mark, about = action.press.value.partition("|")
    await visit.services.launches.refuse(visit.member_id, number(launch), number(about))
