-- Who acts for Flow and Agentforce when the running user is nobody in Care. Named by a supervisor.
alter table connection add column automation_agent_id text references agent;
