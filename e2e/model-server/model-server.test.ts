import { describe, expect, it } from 'vitest';
import { startModelServer } from './model-server.ts';

const user = (content: unknown) => ({ role: 'user', content });
const SHELL = { name: 'Bash' };

async function ask(url: string, path: string, body: object): Promise<string> {
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  return response.text();
}

describe('the model server, asked like Claude Code does', () => {
  const body = { model: 'm', messages: [user('hello')], tools: [SHELL] };

  it('says what the person said, in one piece or as a stream', async () => {
    await using model = await startModelServer();
    expect(JSON.parse(await ask(model.url, '/v1/messages', body))).toMatchObject({
      content: [{ type: 'text', text: 'You said: hello' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 100, output_tokens: 20 },
    });
    const stream = await ask(model.url, '/v1/messages?beta=true', { ...body, stream: true });
    expect(stream.match(/^event: .*/gm)).toEqual([
      'event: message_start',
      'event: content_block_start',
      'event: content_block_delta',
      'event: content_block_stop',
      'event: message_delta',
      'event: message_stop',
    ]);
    expect(stream).toContain('You said: hello');
  });

  it('passes over the notes of the CLI beside the prompt', async () => {
    await using model = await startModelServer();
    const blocks = ['<system-reminder>x</system-reminder>', 'hello'].map((text) => ({ type: 'text', text }));
    expect(await ask(model.url, '/v1/messages', { ...body, messages: [user(blocks)] })).toContain(
      'You said: hello',
    );
  });

  it('calls the shell when asked to, and tells what came of it', async () => {
    await using model = await startModelServer();
    const prompt = user('run: date');
    const call = JSON.parse(await ask(model.url, '/v1/messages', { ...body, messages: [prompt] }));
    expect(call.stop_reason).toBe('tool_use');
    expect(call.content[1]).toMatchObject({ type: 'tool_use', name: 'Bash', input: { command: 'date' } });
    const result = user([{ type: 'tool_result', tool_use_id: call.content[1].id, content: 'Friday' }]);
    const after = await ask(model.url, '/v1/messages', { ...body, messages: [prompt, result] });
    expect(after).toContain('The command said: Friday');
  });
});

describe('the model server, asked like Gemini CLI does', () => {
  const PATH = '/v1beta/models/gemini-x';
  const tools = [{ functionDeclarations: [{ name: 'run_shell_command' }] }];
  const body = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }], tools };

  it('says what the person said, in one piece or as a stream', async () => {
    await using model = await startModelServer();
    const whole = await ask(model.url, `${PATH}:generateContent`, body);
    expect(JSON.parse(whole).candidates[0].content.parts).toEqual([{ text: 'You said: hello' }]);
    const stream = await ask(model.url, `${PATH}:streamGenerateContent?alt=sse`, body);
    expect(stream).toBe(`data: ${whole}\n\n`);
  });

  it('follows a schema where one is given', async () => {
    await using model = await startModelServer();
    const schema = {
      type: 'OBJECT',
      properties: { why: { type: 'STRING' }, which: { enum: ['flash', 'pro'] } },
    };
    const generationConfig = { responseJsonSchema: schema };
    const answer = JSON.parse(await ask(model.url, `${PATH}:generateContent`, { ...body, generationConfig }));
    expect(JSON.parse(answer.candidates[0].content.parts[0].text)).toEqual({ why: 'text', which: 'flash' });
  });

  it('calls the shell when asked to', async () => {
    await using model = await startModelServer();
    const contents = [{ role: 'user', parts: [{ text: 'run: date' }] }];
    const answer = JSON.parse(await ask(model.url, `${PATH}:generateContent`, { ...body, contents }));
    expect(answer.candidates[0].content.parts[1].functionCall).toMatchObject({ name: 'run_shell_command' });
  });
});

describe('the model server, asked like Codex does', () => {
  const tools = [{ type: 'function', name: 'exec_command' }, { type: 'web_search' }];
  const said = (text: string) => ({ role: 'user', content: [{ type: 'input_text', text }] });
  const note = said('<environment_context>x</environment_context>');
  const body = { model: 'm', tools, input: [note, said('hello')] };

  it('says what the person said, in one piece or as a stream', async () => {
    await using model = await startModelServer();
    const whole = JSON.parse(await ask(model.url, '/v1/responses', body));
    expect(whole).toMatchObject({
      status: 'completed',
      output: [{ content: [{ text: 'You said: hello' }] }],
    });
    const stream = await ask(model.url, '/v1/responses', { ...body, stream: true });
    expect(stream.match(/^event: .*/gm)).toEqual([
      'event: response.created',
      'event: response.output_item.added',
      'event: response.output_item.done',
      'event: response.completed',
    ]);
  });

  it('calls the shell when asked to, with leave to be asked for, and tells what came of it', async () => {
    await using model = await startModelServer();
    const input = [...body.input, said('run: date')];
    const { output } = JSON.parse(await ask(model.url, '/v1/responses', { ...body, input }));
    expect(output[1]).toMatchObject({ type: 'function_call', name: 'exec_command' });
    expect(JSON.parse(output[1].arguments)).toMatchObject({
      cmd: 'date',
      sandbox_permissions: 'require_escalated',
    });
    const result = { type: 'function_call_output', call_id: output[1].call_id, output: 'Friday' };
    const after = await ask(model.url, '/v1/responses', { ...body, input: [...input, ...output, result] });
    expect(after).toContain('The command said: Friday');
    expect(model.requests[1]?.question).toMatchObject({ prompt: 'run: date', earlier: ['hello'] });
  });
});

describe('the model server, asked like OpenCode does', () => {
  const PATH = '/v1/chat/completions';
  const tools = [{ type: 'function', function: { name: 'bash' } }];
  const body = { model: 'm', tools, messages: [user('hello')] };

  it('says what the person said, in one piece or as a stream', async () => {
    await using model = await startModelServer();
    const whole = JSON.parse(await ask(model.url, PATH, body));
    expect(whole.choices[0]).toMatchObject({
      message: { content: 'You said: hello' },
      finish_reason: 'stop',
    });
    const stream = await ask(model.url, PATH, { ...body, stream: true });
    expect(stream.match(/^data: /gm)).toHaveLength(3);
    expect(stream).toContain('You said: hello');
  });

  it('calls the shell when asked to, and tells what came of it', async () => {
    await using model = await startModelServer();
    const messages = [user('hello'), user('run: date')];
    const { choices } = JSON.parse(await ask(model.url, PATH, { ...body, messages }));
    const { message } = choices[0];
    expect(JSON.parse(message.tool_calls[0].function.arguments)).toMatchObject({ command: 'date' });
    const result = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: 'Friday' };
    const after = await ask(model.url, PATH, { ...body, messages: [...messages, message, result] });
    expect(after).toContain('The command said: Friday');
    expect(model.requests[1]?.question).toMatchObject({ prompt: 'run: date', earlier: ['hello'] });
  });
});

describe('the model server', () => {
  it('keeps what it was asked, and refuses what it does not know', async () => {
    await using model = await startModelServer();
    await fetch(`${model.url}/api/hello`, { method: 'HEAD' });
    await ask(model.url, '/v1/messages', { model: 'm', messages: [user('hello')] });
    await ask(model.url, '/v1/messages', { messages: 'none' });
    await ask(model.url, '/v9/unknown', {});
    expect(model.requests.map(({ path, status, question }) => [path, status, question?.prompt])).toEqual([
      ['/api/hello', 200, undefined],
      ['/v1/messages', 200, 'hello'],
      ['/v1/messages', 400, undefined],
      ['/v9/unknown', 404, undefined],
    ]);
  });

  it('answers by the script it is given', async () => {
    await using model = await startModelServer(({ prompt }) => ({
      text: prompt.toUpperCase(),
      usage: { input: 1, output: 2 },
    }));
    const answer = await ask(model.url, '/v1/messages', { model: 'm', messages: [user('hello')] });
    expect(JSON.parse(answer)).toMatchObject({ content: [{ text: 'HELLO' }], usage: { input_tokens: 1 } });
  });
});
