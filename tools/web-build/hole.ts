/** Stands for an expression while a template is looked at as one text; no source has it. */
export const HOLE = '\0';
