-- Case fields and labels can be taken away again by those who may.
grant delete on case_field to care_service;
grant delete on case_label to care_service;
