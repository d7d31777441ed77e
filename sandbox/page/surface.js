// A surface is where blocks stand: a message, a modal or the Home tab. It keeps what was typed or chosen there.

/** The empty value and the initial one of each element, in the form that `state.values` has them. */
const VALUES = {
  plain_text_input: (e) => ({ value: e.initial_value ?? null }),
  number_input: (e) => ({ value: e.initial_value ?? null }),
  email_text_input: (e) => ({ value: e.initial_value ?? null }),
  url_text_input: (e) => ({ value: e.initial_value ?? null }),
  rich_text_input: (e) => (e.initial_value ? { rich_text_value: e.initial_value } : {}),
  static_select: (e) => ({ selected_option: e.initial_option ?? null }),
  external_select: (e) => ({ selected_option: e.initial_option ?? null }),
  radio_buttons: (e) => ({ selected_option: e.initial_option ?? null }),
  users_select: (e) => ({ selected_user: e.initial_user ?? null }),
  channels_select: (e) => ({ selected_channel: e.initial_channel ?? null }),
  conversations_select: (e, surface) => ({ selected_conversation: e.initial_conversation ?? surface.current(e) }),
  checkboxes: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_static_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_external_select: (e) => ({ selected_options: e.initial_options ?? [] }),
  multi_users_select: (e) => ({ selected_users: e.initial_users ?? [] }),
  multi_channels_select: (e) => ({ selected_channels: e.initial_channels ?? [] }),
  multi_conversations_select: (e, surface) => ({
    selected_conversations: e.initial_conversations ?? [surface.current(e)].filter(Boolean),
  }),
  datepicker: (e) => ({ selected_date: e.initial_date ?? null }),
  timepicker: (e) => ({ selected_time: e.initial_time ?? null }),
  file_input: () => ({ files: [] }),
  datetimepicker: (e) => ({ selected_date_time: e.initial_date_time ?? null }),
};

const KINDS = { channel: "public", private: "private", dm: "im", app: "im", mpim: "mpim" };

export class Surface {
  /**
   * @param {"message"|"modal"|"home"} kind
   * @param {object} app the page's context: store, api, toasts
   * @param {object} target how the sandbox finds the surface again: `{channel, ts}` or `{view_id}`
   */
  constructor(kind, app, target) {
    this.kind = kind;
    this.app = app;
    this.target = target;
    this.kept = new Map();
    this.present = new Map();
    /** A view's `state.values` as the sandbox has them: what its elements begin with. */
    this.values = {};
  }

  /** Before the blocks are drawn again. Values whose block_id and action_id return are kept, as Slack keeps them. */
  begin() {
    this.present = new Map();
  }

  /** The value of an element that is being drawn. */
  bind(block, element) {
    const key = JSON.stringify([block.block_id, element.action_id]);
    this.present.set(key, { block, element });
    if (this.kept.get(key)?.type !== element.type) this.kept.set(key, { type: element.type, ...this.#first(block, element) });
    return {
      get: () => this.kept.get(key),
      set: (value) => this.kept.set(key, { type: element.type, ...value }),
    };
  }

  #first(block, element) {
    const begun = this.values[block.block_id]?.[element.action_id];
    return begun?.type === element.type ? begun : VALUES[element.type](element, this);
  }

  /** What a conversations select of a message begins with, if it asks for where one is. */
  current(element) {
    const channel = element.default_to_current_conversation ? this.app.store.channel(this.target.channel) : null;
    return channel && (element.filter?.include ?? [KINDS[channel.kind]]).includes(KINDS[channel.kind]) ? channel.id : null;
  }

  /** `state.values` of the elements that are there now. */
  state() {
    const values = {};
    for (const [key, { block, element }] of this.present) {
      values[block.block_id] ??= {};
      values[block.block_id][element.action_id] = this.kept.get(key);
    }
    return { values };
  }

  /**
   * Something was pressed or chosen: asks for confirmation if the element wants it, then tells the app. An element of
   * an input block tells only if the block says `dispatch_action`.
   * @returns {Promise<boolean>} false if the person did not confirm
   */
  async act(block, element, fields) {
    if (block.type === "input" && !block.dispatch_action) return true;
    if (element.confirm && !(await this.app.confirm(element.confirm))) return false;
    const answer = await this.app.api.act("press", {
      ...this.target,
      block_id: block.block_id,
      action_id: element.action_id,
      ...fields,
      state: this.state().values,
    });
    if (!answer.ok) await this.#fail(answer);
    return true;
  }

  /** In a modal Slack says at its top that the app did not answer. */
  async #fail(answer) {
    await this.app.caughtUp(answer.n);
    if (this.kind !== "modal" || !this.app.store.view?.trouble) this.app.toasts.failed(answer);
  }

  suggest(block, element, value) {
    return this.app.api.act("suggest", { ...this.target, block_id: block.block_id, action_id: element.action_id, value });
  }
}
