console.log('stub', process.version);
